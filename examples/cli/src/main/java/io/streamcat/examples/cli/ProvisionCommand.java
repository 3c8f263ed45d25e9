package io.streamcat.examples.cli;

import io.streamcat.examples.support.Entry;
import io.streamcat.examples.support.SignUpSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers new users and completes those whom a crash has left unfinished. */
@Command(
    name = "provision",
    description = {
      "Gives each user in a file a channel, a chat room and a stage.",
      "The users are queued in the database, and this and other processes create the resources.",
      "Users who have them already are skipped: after a crash, run the same command again."
    },
    footer = {
      "%nExamples:",
      "  streamcat-cli provision --users users.csv",
      "  streamcat-cli provision --users users.csv --no-wait",
      "  generate-users | streamcat-cli provision --users - --json > results.jsonl",
    })
final class ProvisionCommand implements Callable<Integer> {

  @Option(
      names = "--users",
      paramLabel = "FILE",
      required = true,
      description = "CSV file with the columns username,password; - reads standard input")
  private Path users = Path.of("-");

  @Option(
      names = "--no-wait",
      description = "only queues the users; recovery of servers or of other commands does the rest")
  private boolean noWait;

  private final Cli cli;

  ProvisionCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Entry> entries = read();
    try (Session session = cli.openSession()) {
      return new Provisioning(entries, session, cli.output(), cli.provisioning().lease())
          .run(!noWait);
    }
  }

  private List<Entry> read() {
    try {
      return SignUpSource.read(users, cli.in());
    } catch (SignUpSource.UnreadableException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
