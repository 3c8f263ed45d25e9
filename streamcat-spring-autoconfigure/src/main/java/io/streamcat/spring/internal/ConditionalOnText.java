package io.streamcat.spring.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Matches if a property has a text: an empty one, as of a variable that is not set, is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnTextCondition.class)
public @interface ConditionalOnText {

  /** The property. */
  String value();
}
