package io.anchorify.auth.spring.security;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.TokenPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Handlers that tell on whose behalf they run. */
@RestController
class SecuredControllers implements ErrorController {

    /** Not a request attribute, because Spring MVC resets those after an include. */
    private volatile String included;

    /** Everything that tells who the user is. */
    @GetMapping({"/api/me", "/own/me", "/own/scoped", "/own/any", "/ops/me", "/own/open/me", "/stateless/me", "/web/me"
    })
    String me(HttpServletRequest request) {
        return "ran: %s, request %s, remote user %s, admin %s"
                .formatted(
                        holder(),
                        nameOf(request.getUserPrincipal()),
                        request.getRemoteUser(),
                        request.isUserInRole("ADMIN"));
    }

    @GetMapping({"/api/parameters", "/own/open/parameters"})
    String parameters(
            @AuthenticationPrincipal TokenPrincipal annotated,
            TokenPrincipal token,
            BearerPrincipal bearer,
            Principal principal,
            Authentication authentication) {
        return "ran: %s %s %s %s %s"
                .formatted(
                        nameOf(annotated),
                        nameOf(token),
                        nameOf(bearer),
                        nameOf(principal),
                        authentication == null
                                ? null
                                : authentication.getClass().getSimpleName());
    }

    @GetMapping("/ops/parameter")
    String parameter(BearerPrincipal operator) {
        return operator.getName();
    }

    @PostMapping({"/api/write", "/own/write"})
    @PreAuthorize("hasAuthority('SCOPE_documents:write')")
    String write() {
        return "ran: " + holder();
    }

    @PostMapping("/own/post")
    String post() {
        return "ran: " + holder();
    }

    @GetMapping("/api/details")
    String details(Authentication authentication) {
        return String.valueOf(authentication.getDetails());
    }

    @GetMapping("/api/administer")
    @PreAuthorize("hasRole('ADMIN')")
    String administer() {
        return "ran: " + holder();
    }

    @GetMapping({"/api/callable", "/own/callable"})
    Callable<String> callable() {
        return () -> "ran: " + holder();
    }

    @GetMapping("/api/thread")
    String thread() {
        return Thread.currentThread() + " " + holder();
    }

    @GetMapping({"/api/deferred", "/own/deferred"})
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        CompletableFuture.runAsync(() -> result.setResult("ran: deferred"));
        return result;
    }

    @GetMapping({"/api/dispatched", "/own/dispatched"})
    void dispatched(HttpServletRequest request) {
        request.startAsync().dispatch(request.getRequestURI().replace("dispatched", "me"));
    }

    @GetMapping({"/api/failing", "/own/failing", "/stateless/failing"})
    void fail() {
        throw new IllegalStateException("Failed on purpose");
    }

    @GetMapping({"/api/refusing", "/own/refusing"})
    void refuse(HttpServletResponse response) throws Exception {
        response.sendError(418);
    }

    @RequestMapping("/error")
    String error(HttpServletRequest request) {
        return me(request).replace("ran", "error");
    }

    @GetMapping("/forward")
    void forward(HttpServletRequest request, HttpServletResponse response) throws Exception {
        request.getRequestDispatcher("/api/me").forward(request, response);
    }

    @GetMapping("/own/forward")
    void forwardOutside(HttpServletRequest request, HttpServletResponse response) throws Exception {
        request.getRequestDispatcher("/web/me").forward(request, response);
    }

    @GetMapping("/include")
    String include(HttpServletRequest request, HttpServletResponse response) throws Exception {
        included = null;
        request.getRequestDispatcher("/api/included").include(request, response);
        return "included: %s, after: %s".formatted(included, holder());
    }

    @GetMapping("/include/failing")
    void includeAndFail(HttpServletRequest request, HttpServletResponse response) throws Exception {
        request.getRequestDispatcher("/api/included").include(request, response);
        throw new IllegalStateException("Failed on purpose after " + included);
    }

    @GetMapping("/api/included")
    void included(HttpServletResponse response) {
        included = holder();
    }

    @GetMapping({
        "/api/{owner}/{repo}",
        "/api/raw/**",
        "/api/all/{*rest}",
        "/own/{owner}/{repo}",
        "/own/raw/**",
        "/own/all/{*rest}"
    })
    String readRawUri() {
        return "ran: " + holder();
    }

    private static String holder() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? null : authentication.getName();
    }

    private static String nameOf(Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
