package io.streamcat.examples.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The paths of all controllers. Every other path is "not found" for everyone: without this
 * distinction, a visitor would be asked to log in, only to find nothing.
 */
@Component
class KnownPaths implements RequestMatcher {

  private final ObjectProvider<RequestMappingHandlerMapping> controllers;

  KnownPaths(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> controllers) {
    this.controllers = controllers;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    PathContainer path =
        RequestPath.parse(request.getRequestURI(), request.getContextPath())
            .pathWithinApplication();
    return patterns().stream().anyMatch(pattern -> pattern.matches(path));
  }

  /** Returns the patterns, at the first request: the controllers depend on this security. */
  private List<PathPattern> patterns() {
    return controllers.getObject().getHandlerMethods().keySet().stream()
        .map(mapping -> mapping.getPathPatternsCondition())
        .filter(condition -> condition != null)
        .flatMap(condition -> condition.getPatterns().stream())
        .toList();
  }
}
