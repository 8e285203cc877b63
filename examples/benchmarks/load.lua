-- Sends a request with each token of a file in turn. All requests are built before the first is sent, so the cost of sending
-- does not depend on the number of tokens.

local requests = {}
local last = 0

init = function(args)
  for header in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", nil, { ["Authorization"] = header })
  end
end

request = function()
  last = last % #requests + 1
  return requests[last]
end

-- Requests, microseconds and failures in one line, for load.sh.
done = function(summary)
  local errors = summary.errors
  io.write(string.format("result %d %d %d\n", summary.requests, summary.duration,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
