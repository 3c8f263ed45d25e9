package io.streamcat.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/** Matches if a property has a text: an empty one, as of a variable that is not set, is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnTextCondition.class)
@interface ConditionalOnText {

  /** The property. */
  String value();
}
