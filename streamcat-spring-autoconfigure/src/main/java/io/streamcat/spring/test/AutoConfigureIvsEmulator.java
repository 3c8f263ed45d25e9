package io.streamcat.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * Gives the application context of a test an emulator of AWS of its own, instead of AWS, and resets
 * it before each test method. The test has it injected as {@code IvsEmulator}.
 *
 * <p>Resetting forgets resources, faults and recorded requests, not the users in the application's
 * database. Needs {@code streamcat-emulator} and {@code spring-test}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestPropertySource(properties = {"streamcat.emulator.enabled=true", "streamcat.emulator.port=0"})
public @interface AutoConfigureIvsEmulator {}
