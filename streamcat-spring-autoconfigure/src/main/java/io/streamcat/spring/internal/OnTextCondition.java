package io.streamcat.spring.internal;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The condition behind {@link ConditionalOnText}. Its message never contains the value. */
final class OnTextCondition extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String property = metadata.getAnnotations().get(ConditionalOnText.class).getString("value");
    boolean set = StringUtils.hasText(context.getEnvironment().getProperty(property));
    return new ConditionOutcome(set, property + (set ? " is set" : " is not set"));
  }
}
