package io.streamcat.spring.web;

import io.streamcat.spring.internal.ConditionalOnStreamCat;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The auto-configuration of problem details (RFC 9457), if they are enabled. */
@AutoConfiguration
@ConditionalOnStreamCat
@ConditionalOnWebApplication
@ConditionalOnClass(RestControllerAdvice.class)
@ConditionalOnBooleanProperty("streamcat.web.problem-details")
public final class StreamCatProblemDetailsAutoConfiguration {

  StreamCatProblemDetailsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ProblemDetailsAdvice streamCatProblemDetailsAdvice() {
    return new ProblemDetailsAdvice();
  }
}
