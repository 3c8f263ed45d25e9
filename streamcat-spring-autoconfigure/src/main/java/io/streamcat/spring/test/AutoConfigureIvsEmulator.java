package io.streamcat.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * An annotation that runs the application context of a test with its own emulator instead of AWS,
 * and resets the emulator before each test method. The test can inject it as {@code IvsEmulator}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureIvsEmulator
 * class RegistrationTest {
 *
 *   @Autowired UserProvisioner users;
 *   @Autowired IvsEmulator emulator;
 *
 *   @Test
 *   void provision_newUser_createsResources() {
 *     users.provision(NewUser.withId("42"));
 *     assertThat(emulator.resources()).isNotEmpty();
 *   }
 * }
 * }</pre>
 *
 * <p>A reset removes resources, faults and recorded requests, but not the users in the
 * application's database. Requires {@code streamcat-emulator} and {@code spring-test}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestPropertySource(properties = {"streamcat.emulator.enabled=true", "streamcat.emulator.port=0"})
public @interface AutoConfigureIvsEmulator {}
