package io.streamcat.spring.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * A condition that matches if a property is set to a text that is not blank. The empty value of an
 * unset variable does not match.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnTextCondition.class)
public @interface ConditionalOnText {

  /** Returns the name of the property. */
  String value();
}
