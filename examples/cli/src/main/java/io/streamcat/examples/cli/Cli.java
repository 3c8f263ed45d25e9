package io.streamcat.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.StreamCat;
import io.streamcat.examples.support.JarVersion;
import io.streamcat.examples.support.Terminal;
import io.streamcat.exception.InvalidInputException;
import io.streamcat.exception.StreamCatException;
import io.streamcat.password.PasswordHasher;
import io.streamcat.repository.Home;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
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
    description = "Manages users who each have an Amazon IVS channel, a chat room and a stage.")
final class Cli {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ProvisioningOptions provisioning = new ProvisioningOptions();
  @Mixin private final OutputOptions shown = new OutputOptions();

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "configuration file (default: STREAMCAT_CONFIG, or ~/.config/streamcat/config)")
  @SuppressWarnings("unused") // Read before the other options, by Defaults.
  private String config = "";

  @Option(
      names = "--profile",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "profile of the configuration file (default: STREAMCAT_PROFILE, or 'default')")
  @SuppressWarnings("unused") // Read before the other options, by Defaults.
  private String profile = "";

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Prompter prompter;
  private final Interruption interruption;

  /** Created after the log is prepared, because it loads the classes of the log. */
  private final Supplier<PasswordHasher> hasher;

  private final boolean colours;

  Cli(
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Prompter prompter,
      Interruption interruption,
      Supplier<PasswordHasher> hasher) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.prompter = prompter;
    this.interruption = interruption;
    this.hasher = hasher;
    this.colours = Terminal.isPresent() && !environment.containsKey("NO_COLOR");
  }

  int execute(String... args) {
    CommandLine commandLine = commandLine();
    try {
      commandLine.setDefaultValueProvider(Defaults.read(args, environment));
    } catch (UsageException e) {
      return failed(e);
    }
    return commandLine.execute(args);
  }

  CommandLine commandLine() {
    // A username may begin with @, which would otherwise name a file of arguments.
    CommandLine commandLine =
        new CommandLine(this)
            .addSubcommand(new ProvisionCommand(this))
            .addSubcommand(new AdoptCommand(this))
            .addSubcommand(new BacklogCommand(this))
            .addSubcommand(new ListCommand(this))
            .addSubcommand(new ShowCommand(this))
            .addSubcommand(new RecoverCommand(this))
            .addSubcommand(new RotateKeyCommand(this))
            .addSubcommand(new SuspendCommand(this))
            .addSubcommand(new ReinstateCommand(this))
            .addSubcommand(new DeprovisionCommand(this))
            .addSubcommand(new ReconcileCommand(this))
            .addSubcommand(new MigrateCommand(this))
            .addSubcommand(new DoctorCommand(this))
            .addSubcommand(new CompletionCommand(this))
            .addSubcommand(new ManCommand(this))
            .addSubcommand(new HelpCommand());
    HelpLayout.apply(commandLine);
    return commandLine
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF))
        .setOut(new PrintWriter(out, true, UTF_8))
        .setErr(new PrintWriter(err, true, UTF_8))
        .setExecutionStrategy(
            parsed -> {
              shown.prepareLog();
              return new RunLast().execute(parsed);
            })
        .setParameterExceptionHandler((e, args) -> badUsage(e))
        .setExecutionExceptionHandler((e, failing, result) -> failed(e));
  }

  Map<String, String> environment() {
    return environment;
  }

  InputStream in() {
    return in;
  }

  /** Returns standard output, for text that is not a result. */
  PrintStream out() {
    return out;
  }

  Prompter prompter() {
    return prompter;
  }

  ProvisioningOptions provisioning() {
    return provisioning;
  }

  Output output() {
    return new Output(out, err, shown, colours, database.secrets(), interruption);
  }

  Store openStore() {
    database.ask(prompter);
    return Store.open(database, environment);
  }

  String databaseLabel() {
    return database.label();
  }

  int migrate() {
    database.ask(prompter);
    return Store.migrate(database);
  }

  int pendingScripts() {
    database.ask(prompter);
    return Store.pendingScripts(database);
  }

  /** Opens a session that can write, so that a missing permission shows before any work begins. */
  Session openSession() {
    Session session = openUnconfirmedSession();
    try {
      session.bind();
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Opens a session that can write, for a command that must be confirmed before it writes. */
  Session openUnconfirmedSession() {
    provisioning.namespace();
    Store store = openStore();
    try {
      store.requireWritable();
      return openSession(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Opens a session on a store, shows the environment and rejects an unexpected one. */
  Session openSession(Store store) {
    String namespace = provisioning.namespace();
    StreamCat streamcat = streamCat(store);
    try {
      String account = Accounts.find(provisioning, streamcat);
      Environment current =
          new Environment(
              namespace,
              Home.of(provisioning.region().id(), account),
              store.users().storeId(),
              database.label());
      output().note(current.banner());
      current.require(store.environments(), provisioning.acceptsNewEnvironment());
      return new Session(store, streamcat, current);
    } catch (RuntimeException e) {
      streamcat.close();
      throw e;
    }
  }

  /** Creates a StreamCat instance without a look at the environment, for reading. */
  StreamCat streamCat(Store store) {
    try {
      return provisioning.streamCat(store, hasher.get(), output());
    } catch (InvalidInputException e) {
      throw new UsageException(Messages.of(e), e);
    }
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
    output().problem(expected ? Messages.of(e) : "unexpected: " + e, e);
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
