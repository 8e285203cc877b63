-- What wrk sends: a request with each token of a file in turn, again and again. All requests are made before the first is
-- sent, so that sending costs the same however many tokens there are.

local requests = {}
local last = 0

init = function(args)
  for token in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", nil, { ["Authorization"] = "Bearer " .. token })
  end
end

request = function()
  last = last % #requests + 1
  return requests[last]
end

-- One line for WrkResult to read.
done = function(summary, latency, rate)
  local errors = summary.errors
  io.write(string.format("result requests=%d micros=%d bytes=%d refused=%d broken=%d p50=%d p99=%d\n",
    summary.requests, summary.duration, summary.bytes, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
