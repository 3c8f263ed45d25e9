package io.streamcat.examples.web;

import io.streamcat.emulator.IvsEmulator;
import io.streamcat.provisioning.UserProvisioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Runs the whole site on free ports, one for all classes with the same properties. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestPropertySource(
    properties = {
      "management.server.port=0",
      // Failures of AWS are played; nobody wants to wait for them.
      "streamcat.operation-timeout=2s",
      "streamcat.call-timeout=1s",
      "streamcat.consistency-window=200ms"
    })
abstract class SiteTest {

  @LocalServerPort int port;
  @Autowired UserProvisioner users;
  @Autowired IvsEmulator emulator;

  /** Someone who comes for the first time. */
  Visitor visitor;

  @BeforeEach
  void arrive() {
    visitor = new Visitor(port);
  }

  @AfterEach
  void mend() {
    emulator.faults().clear();
  }
}
