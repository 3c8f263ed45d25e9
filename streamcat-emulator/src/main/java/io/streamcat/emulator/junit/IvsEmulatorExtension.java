package io.streamcat.emulator.junit;

import io.streamcat.emulator.IvsEmulator;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that provides an emulator to the tests of a class. All tests of the class and
 * its nested classes share one emulator. It is started before the first test, reset before each
 * test and closed after the last. Constructors, tests and lifecycle methods receive it as a
 * parameter of type {@link IvsEmulator}.
 *
 * <pre>{@code
 * @ExtendWith(IvsEmulatorExtension.class)
 * class RegistrationTest {
 *   @Test
 *   void resources_newTest_areGone(IvsEmulator emulator) {
 *     assertThat(emulator.resources()).isEmpty();
 *   }
 * }
 * }</pre>
 *
 * <p>Registered in an instance field, the extension provides a separate emulator to each test.
 * Otherwise tests share one emulator and must not run in parallel. Resources that
 * {@code @BeforeAll} creates are removed before the first test. Works with JUnit 5 and 6.
 */
public final class IvsEmulatorExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(IvsEmulatorExtension.class);

  private final Supplier<IvsEmulator> starter;

  /** Creates an extension whose emulators have the defaults. */
  public IvsEmulatorExtension() {
    this(IvsEmulator::start);
  }

  /**
   * Creates an extension with other emulators; for {@code @RegisterExtension}.
   *
   * @param starter a function that starts an emulator, which the extension closes
   */
  public IvsEmulatorExtension(Supplier<IvsEmulator> starter) {
    this.starter = starter;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start(context).reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == IvsEmulator.class;
  }

  @Override
  public IvsEmulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return start(context);
  }

  /** Returns the emulator of this context or of an enclosing one; starts one if there is none. */
  private IvsEmulator start(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    IvsEmulator known = store.get(IvsEmulator.class, IvsEmulator.class);
    if (known != null) {
      return known;
    }
    IvsEmulator started = starter.get();
    store.put(IvsEmulator.class, started);
    return started;
  }

  /** Closes the emulator of this context, but not that of an enclosing one. */
  private static void close(ExtensionContext context) {
    IvsEmulator own = context.getStore(NAMESPACE).remove(IvsEmulator.class, IvsEmulator.class);
    if (own != null) {
      own.close();
    }
  }
}
