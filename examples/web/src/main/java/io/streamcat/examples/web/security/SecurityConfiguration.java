package io.streamcat.examples.web.security;

import io.streamcat.provisioning.UserProvisioner;
import jakarta.servlet.DispatcherType;
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

  @Bean
  SecurityFilterChain webSecurity(
      HttpSecurity http, UserProvisioner users, LoginFailureHandler loginFailures)
      throws Exception {
    RequestMatcher assets = matcher("/css/**", "/js/**", "/images/**");
    // The health check for load balancers; the rest of the actuator has a port of its own.
    RequestMatcher machines = matcher("/livez", "/readyz", "/actuator/**");
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(assets, machines)
                    .permitAll()
                    .requestMatchers(
                        "/",
                        "/login",
                        "/register/**",
                        "/channel/*",
                        "/channel/*/chat-token",
                        "/account/deleted")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(
            login ->
                login
                    .loginPage("/login")
                    .defaultSuccessUrl("/dashboard")
                    .failureHandler(loginFailures))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .addFilterAfter(
            new AccountGuard(users, new OrRequestMatcher(assets, machines)),
            AuthorizationFilter.class)
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
