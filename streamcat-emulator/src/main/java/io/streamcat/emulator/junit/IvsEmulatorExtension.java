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
 * Gives the tests of a class an emulator: one for all of them and those of nested classes, started
 * before the first, reset before each and closed after the last. Constructors, tests and lifecycle
 * methods take it as a parameter of type {@link IvsEmulator}.
 *
 * <pre>{@code
 * @ExtendWith(IvsEmulatorExtension.class)
 * class RegistrationTest {
 *   @Test
 *   void someoneRegisters(IvsEmulator emulator) { ... }
 * }
 * }</pre>
 *
 * <p>Registered in an instance field, it gives each test an emulator of its own. Since tests of a
 * class share one otherwise, they must not run at the same time. What {@code @BeforeAll} creates is
 * gone when the first test begins. Works with JUnit 5 and 6.
 */
public final class IvsEmulatorExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(IvsEmulatorExtension.class);

  private final Supplier<IvsEmulator> starter;

  /** Starts emulators with the defaults. */
  public IvsEmulatorExtension() {
    this(IvsEmulator::start);
  }

  /**
   * Starts emulators of another kind; for {@code @RegisterExtension}.
   *
   * @param starter starts an emulator, which the extension closes
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

  /** Finds the emulator of this context or of one around it, or starts one. */
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

  /** Closes the emulator of this context, and not of one around it. */
  private static void close(ExtensionContext context) {
    IvsEmulator own = context.getStore(NAMESPACE).remove(IvsEmulator.class, IvsEmulator.class);
    if (own != null) {
      own.close();
    }
  }
}
