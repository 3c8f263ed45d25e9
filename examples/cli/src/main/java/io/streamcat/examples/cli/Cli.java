package io.streamcat.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.examples.support.JarVersion;
import io.streamcat.examples.support.Terminal;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command, with the options that all commands share and the handling of errors. */
@Command(
    name = "streamcat-cli",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Manages users who each have an Amazon IVS channel, a chat room and a stage.",
    footer = {"", "Exit status: 0 on success, 1 if something failed, 2 for incorrect usage."})
final class Cli {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ProvisioningOptions provisioning = new ProvisioningOptions();
  @Mixin private final OutputOptions shown = new OutputOptions();

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;

  Cli(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.colours = Terminal.isPresent() && !environment.containsKey("NO_COLOR");
  }

  CommandLine commandLine() {
    // A username may begin with @, which would otherwise name a file of arguments.
    return new CommandLine(this)
        .addSubcommand(new ProvisionCommand(this))
        .addSubcommand(new AdoptCommand(this))
        .addSubcommand(new ListCommand(this))
        .addSubcommand(new ShowCommand(this))
        .addSubcommand(new RecoverCommand(this))
        .addSubcommand(new RotateKeyCommand(this))
        .addSubcommand(new SuspendCommand(this))
        .addSubcommand(new ReinstateCommand(this))
        .addSubcommand(new DeprovisionCommand(this))
        .addSubcommand(new ReconcileCommand(this))
        .addSubcommand(new MigrateCommand(this))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF))
        .setOut(new PrintWriter(out, true, UTF_8))
        .setErr(new PrintWriter(err, true, UTF_8))
        .setParameterExceptionHandler((e, args) -> badUsage(e))
        .setExecutionExceptionHandler((e, commandLine, result) -> failed(e));
  }

  InputStream in() {
    return in;
  }

  Output output() {
    return new Output(out, err, shown, colours, database.secrets(environment));
  }

  Store openStore() {
    return Store.open(database, environment);
  }

  int migrate() {
    return Store.migrate(database, environment);
  }

  /** Opens a session that can write, so that a missing permission shows before any work begins. */
  Session openSession() {
    Store store = openStore();
    try {
      store.requireWritable();
      return openSession(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  Session openSession(Store store) {
    try {
      return new Session(store, provisioning.streamCat(store, output()));
    } catch (InvalidInputException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  void requireNamespace() {
    provisioning.requireNamespace();
  }

  Patience patience() {
    return new Patience(provisioning.lease(), output());
  }

  private int badUsage(ParameterException e) {
    // The text after an unknown option may be a password, if the option was misspelt.
    String problem =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> "Unknown option: " + argument.replaceFirst("=.*", ""))
                .findFirst()
                .orElse("There is an extra argument or a misspelt command.")
            : e.getMessage();
    err.println(problem);
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try --help.");
    }
    return Main.BAD_USAGE;
  }

  private int failed(Exception e) {
    if (e instanceof ParameterException usage) {
      return badUsage(usage);
    }
    boolean expected = e instanceof StreamCatException || e instanceof UsageException;
    output().problem(expected ? String.valueOf(e.getMessage()) : "unexpected: " + e, e);
    return e instanceof UsageException ? Main.BAD_USAGE : Main.FAILED;
  }

  /** The version, read from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {JarVersion.of("streamcat-cli", Cli.class)};
    }
  }
}
