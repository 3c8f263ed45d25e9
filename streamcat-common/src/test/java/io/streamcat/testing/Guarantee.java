package io.streamcat.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the guarantees of {@code docs/explanation/guarantees.md} that a test class checks. A test
 * that fails prints them.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GuaranteeReporter.class)
public @interface Guarantee {

  /** The ids of the guarantees, such as {@code PROV-03}. */
  String[] value();
}
