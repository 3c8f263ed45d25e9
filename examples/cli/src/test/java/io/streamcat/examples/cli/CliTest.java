package io.streamcat.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that need no process of their own. */
class CliTest {

  private static final String DB_PASSWORD = "dbpass-7f3a9c";
  private static final String H2 = "jdbc:h2:mem:cli;DB_CLOSE_DELAY=-1";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("STREAMCAT_JDBC_URL", H2, "STREAMCAT_NAMESPACE", "test"));

  @Test
  void help_rootCommand_describesCommandsAndOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .contains(
            "provision",
            "adopt",
            "backlog",
            "list",
            "show",
            "recover",
            "rotate-key",
            "suspend",
            "reinstate",
            "deprovision",
            "reconcile",
            "migrate",
            "doctor",
            "completion",
            "--jdbc-url",
            "--namespace",
            "--profile",
            "Exit status");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provision",
        "adopt",
        "backlog",
        "list",
        "show",
        "recover",
        "rotate-key",
        "suspend",
        "reinstate",
        "deprovision",
        "reconcile",
        "migrate",
        "doctor",
        "completion",
        "man"
      })
  void help_subcommand_showsExamplesAndRefersToSharedOptions(String command) {
    assertThat(run(command, "--help")).isZero();
    String help = out();
    out.reset();

    assertThat(run("help", command)).isZero();

    assertThat(out()).isEqualTo(help);
    assertThat(help)
        .contains("Examples:", "  streamcat-cli " + command, "streamcat-cli --help")
        .doesNotContain("--jdbc-url=", "--endpoint=", "--operation-timeout", "${", "%n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lsit",
        "list --no-such-option",
        "list --pool-size 0",
        "provision",
        "provision --users /no/such/file",
        "provision --users - --parallel 4",
        "adopt",
        "adopt --users /no/such/file",
        "adopt --users - --parallel 0",
        "provision --users - --failure-policy sometimes",
        "provision --users - --operation-timeout soon",
        "provision --users - --operation-timeout 1s --call-timeout 2s",
        "provision --users - --region us-east-1 --namespace not:legal",
        "provision --users - --endpoint localhost:4577",
        "show",
        "show todd ada",
        "rotate-key",
        "rotate-key todd ada",
        "rotate-key todd --stop-live=maybe",
        "suspend todd",
        "suspend todd --reason spam --for soon",
        "reinstate",
        "deprovision",
        "recover --until-idle 10",
        "recover --region us-east-1 --until-idle -1m",
        "recover --region us-east-1 --until-idle=-1m",
        "recover --region us-east-1 --call-timeout -1s",
        "recover --region us-east-1 --operation-timeout -1s",
        "recover --region us-east-1 --consistency-window -1s",
        "reconcile --region us-east-1 --grace-period -1h",
        "suspend todd --region us-east-1 --reason spam --for -1m",
        "reconcile --only EVERYTHING",
        "reconcile --region us-east-1 --apply /no/such/file",
        "reconcile --region us-east-1 --yes",
        "reconcile --region us-east-1 --delete 3",
        "reconcile --region us-east-1 --apply plan.json --drift",
        "list --state GONE",
        "completion powershell",
        "list --log-level loud",
        "list --config /no/such/file",
        "list --profile production",
        "list --db-password",
        "help everything",
        "reconcile --region us-east-1 --namespace test --grace-period 1s",
        "reconcile --region us-east-1 --namespace test --delete few",
      })
  void run_incorrectUsage_exitsWith64(String args) {
    run("migrate");
    out.reset();
    err.reset();

    assertThat(run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(Main.BAD_USAGE);
    assertThat(out()).isEmpty();
    assertThat(err().lines()).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provision --users -",
        "recover",
        "rotate-key todd",
        "suspend todd --reason spam",
        "reinstate todd",
        "adopt --users -",
        "backlog --cancel",
        "deprovision todd",
        "reconcile",
      })
  void run_noNamespace_isIncorrectUsage(String command) {
    environment.remove("STREAMCAT_NAMESPACE");

    assertThat(run(command.split(" "))).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("--namespace", "STREAMCAT_NAMESPACE").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', , --reason: has 0 characters (must be 1 to 500 characters)",
    "spam, 0s, --for: is PT0S (must be longer than 0s)",
  })
  void suspend_invalidReasonOrTime_isIncorrectUsageBeforeTheDatabaseIsOpened(
      String reason, @Nullable String time, String message) {
    environment.put("STREAMCAT_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/app");

    int status =
        time == null
            ? run("suspend", "todd", "--reason", reason)
            : run("suspend", "todd", "--reason", reason, "--for", time);

    assertThat(status).isEqualTo(Main.BAD_USAGE);
    assertThat(err().strip()).isEqualTo(message);
  }

  @Test
  void suspend_reasonOfTooManyCharacters_isIncorrectUsage() {
    assertThat(run("suspend", "todd", "--reason", "x".repeat(501))).isEqualTo(Main.BAD_USAGE);
    assertThat(err().strip())
        .isEqualTo("--reason: has 501 characters (must be 1 to 500 characters)");
  }

  @ParameterizedTest
  @CsvSource({
    "--grace-period 1s, --grace-period",
    "--operation-timeout 1s --call-timeout 2s, --call-timeout",
    "--namespace not:legal, --namespace",
    "--account 12, --account",
  })
  void run_rejectedSetting_namesOption(String options, String named) {
    run("migrate");

    assertThat(run(("recover --region us-east-1 " + options).split(" "))).isEqualTo(Main.BAD_USAGE);
    assertThat(err().lines().toList())
        .last()
        .asString()
        .contains(named)
        .doesNotContainPattern("[a-z][A-Z]|\\(\\)");
  }

  @Test
  void run_noDatabase_isIncorrectUsage() {
    environment.clear();

    assertThat(run("list")).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("--jdbc-url", "STREAMCAT_JDBC_URL").hasLineCount(1);
  }

  @Test
  void run_malformedEncryptionKey_isIncorrectUsageAndNotPrinted() {
    environment.put("STREAMCAT_ENCRYPTION_KEY", "bm90IGEga2V5");

    assertThat(run("list")).isEqualTo(Main.BAD_USAGE);
    assertThat(err())
        .contains("STREAMCAT_ENCRYPTION_KEY")
        .doesNotContain("bm90IGEga2V5")
        .hasLineCount(1);
  }

  @Test
  void run_misspeltPasswordOption_doesNotPrintPassword() {
    assertThat(run("list", "--db-pasword=" + DB_PASSWORD)).isEqualTo(Main.BAD_USAGE);
    assertThat(run("list", "--db-pasword", DB_PASSWORD)).isEqualTo(Main.BAD_USAGE);
    assertThat(err()).contains("Unknown option: --db-pasword").doesNotContain(DB_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:oracle:thin:@localhost:1521/x",
        "not a URL",
        "jdbc:postgresql://127.0.0.1:1/app",
        "jdbc:mysql://127.0.0.1:1/app",
        "jdbc:mariadb://127.0.0.1:1/app",
        "jdbc:postgresql://app:" + DB_PASSWORD + "@127.0.0.1:1/app",
        "jdbc:mysql://app:" + DB_PASSWORD + "@127.0.0.1:1/app?password=" + DB_PASSWORD,
        "jdbc:h2:tcp://127.0.0.1:1/app;PASSWORD=" + DB_PASSWORD,
        "jdbc:h2:nowhere/relative;PASSWORD=" + DB_PASSWORD,
      })
  void run_unreachableDatabase_isReportedInOneLineWithoutSecrets(String url) {
    environment.put("STREAMCAT_JDBC_URL", url);

    assertThat(run("list")).isEqualTo(Main.FAILED);
    assertThat(err()).contains("database").hasLineCount(1).doesNotContain(DB_PASSWORD);
    assertThat(out()).isEmpty();
  }

  @Test
  void run_unreachableDatabaseVerbose_showsStackTraceWithoutSecrets() {
    String url = "jdbc:mysql://app:" + DB_PASSWORD + "@127.0.0.1:1/app?password=" + DB_PASSWORD;
    environment.put("STREAMCAT_DB_PASSWORD", DB_PASSWORD);

    assertThat(run("list", "-v", "--jdbc-url", url)).isEqualTo(Main.FAILED);
    assertThat(err()).contains("\tat io.streamcat.examples.cli.Store.").doesNotContain(DB_PASSWORD);
  }

  @Test
  void run_optionsBeforeCommand_areAccepted() {
    run("migrate");
    out.reset();
    err.reset();

    assertThat(run("--json", "--jdbc-url", H2, "migrate")).isZero();
    assertThat(out())
        .isEqualTo("{\"v\":1,\"outcome\":\"current\",\"scripts\":0}" + System.lineSeparator());
  }

  private int run(String... args) {
    return Main.run(
        args,
        environment,
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
