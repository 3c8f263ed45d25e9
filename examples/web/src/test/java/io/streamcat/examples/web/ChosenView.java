package io.streamcat.examples.web;

import io.streamcat.examples.web.security.AccountGuard;
import io.streamcat.user.User;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Shows pages in states that would need another configuration, and a site of its own. */
final class ChosenView implements HandlerInterceptor, WebMvcConfigurer {

  private static volatile boolean isOnAws;
  private static volatile int status;
  private static volatile UnaryOperator<User> seen = UnaryOperator.identity();

  /** Shows pages as they are. */
  static void reset() {
    asOnAws(false);
    fail(0);
    see(UnaryOperator.identity());
  }

  /** Shows pages as with the profile {@code aws}. */
  static void asOnAws(boolean onAws) {
    isOnAws = onAws;
  }

  /** Answers requests with the error page of a status, or with 0 as usual. */
  static void fail(int errorStatus) {
    status = errorStatus;
  }

  /** Shows pages as if the logged-in user were recorded in another way. */
  static void see(UnaryOperator<User> change) {
    seen = change;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (status != 0 && request.getDispatcherType() == DispatcherType.REQUEST) {
      response.sendError(status);
      return false;
    }
    if (request.getAttribute(AccountGuard.USER) instanceof User user) {
      request.setAttribute(AccountGuard.USER, seen.apply(user));
    }
    return true;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView page) {
    if (isOnAws && page != null) {
      page.addObject("emulator", false);
    }
  }
}
