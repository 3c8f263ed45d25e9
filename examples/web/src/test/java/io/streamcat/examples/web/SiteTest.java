package io.streamcat.examples.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.TestPropertySource;

/** Runs the whole site on free ports, one for all classes with the same properties. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(
    properties = {
      "management.server.port=0",
      // Failures of AWS are played; nobody wants to wait for them.
      "streamcat.operation-timeout=2s",
      "streamcat.call-timeout=1s",
      "streamcat.consistency-window=200ms"
    })
@interface SiteTest {}
