package io.streamcat.examples.web.security;

import io.streamcat.provisioning.UserProvisioner;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The access rules of the pages, and their security headers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /**
   * The assets, and the health check for load balancers; the rest of the actuator has a port of its
   * own.
   */
  private static final RequestMatcher UNGUARDED =
      matcher("/css/**", "/js/**", "/images/**", "/livez", "/readyz", "/actuator/**");

  @Bean
  AccountGuard accountGuard(
      UserProvisioner users,
      @Value("${site.session.longest-idle}") Duration longestIdle,
      Clock clock) {
    return new AccountGuard(users, UNGUARDED, longestIdle, clock);
  }

  /** The guard is part of the security filters, and no filter of its own. */
  @Bean
  FilterRegistrationBean<AccountGuard> accountGuardRegistration(AccountGuard guard) {
    FilterRegistrationBean<AccountGuard> registration = new FilterRegistrationBean<>(guard);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  SecurityFilterChain webSecurity(
      HttpSecurity http,
      KnownPaths knownPaths,
      AccountGuard guard,
      SignedCookies cookies,
      KnownBrowsers browsers,
      LoginFailureHandler loginFailures)
      throws Exception {
    ReturnPaths returnPaths =
        new ReturnPaths(
            cookies, matcher("/dashboard", "/account", "/account/*", "/channel/*/stage"));
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(UNGUARDED)
                    .permitAll()
                    .requestMatchers(
                        "/",
                        "/login",
                        "/register/**",
                        "/channel/*",
                        "/channel/*/chat-token",
                        "/account/deleted")
                    .permitAll()
                    .requestMatchers(knownPaths)
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .csrf(csrf -> csrf.csrfTokenRepository(new CsrfTokens()))
        .requestCache(cache -> cache.requestCache(returnPaths))
        .formLogin(
            login ->
                login
                    .loginPage("/login")
                    .authenticationDetailsSource(browsers::client)
                    .successHandler(new LoginSuccessHandler(browsers, returnPaths))
                    .failureHandler(loginFailures))
        .logout(logout -> logout.deleteCookies("JSESSIONID").logoutSuccessUrl("/login?out"))
        .addFilterAfter(guard, AuthorizationFilter.class)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        csp -> csp.policyDirectives(ContentSecurityPolicy.STRICT))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy("camera=(), microphone=(), geolocation=()"))
                    .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                    .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
        .build();
  }

  private static RequestMatcher matcher(String... patterns) {
    PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
    RequestMatcher[] matchers = new RequestMatcher[patterns.length];
    for (int i = 0; i < patterns.length; i++) {
      matchers[i] = builder.matcher(patterns[i]);
    }
    return new OrRequestMatcher(matchers);
  }
}
