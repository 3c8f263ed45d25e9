package io.streamcat.benchmarks;

import io.streamcat.benchmarks.SideBySide.Extent;
import io.streamcat.repository.UserRepository;
import io.streamcat.user.UserId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** The library's own cost, beside the same work written by hand. */
final class OwnCost {

  /** Both flows still become faster after ten thousand registrations. */
  static final Extent REGISTRATIONS = new Extent(800, 1_000, 20);

  static final Extent STATEMENTS = new Extent(400, 1_000, 50);

  private static final int BLOCKS_PER_RESET = 100;

  private OwnCost() {}

  /**
   * Compares registrations without passwords, with immediate answers of AWS.
   *
   * @return a Markdown table
   */
  static String ofRegistrations(Extent extent) {
    TestBed bed = new TestBed();
    bed.start();
    try {
      int[] block = {0};
      SideBySide costs =
          SideBySide.measure(
              extent,
              () -> bed.flows().library(bed.applicant(false)),
              () -> bed.flows().parallel(bed.applicant(false)),
              () -> {
                if (block[0]++ % BLOCKS_PER_RESET == 0) {
                  bed.empty();
                }
              });
      return """

          | overhead of a registration | StreamCat ÷ by hand, parallel | StreamCat | by hand, parallel |
          |---|---|---|---|
          """
          + costs.cpuTime("CPU time of Java threads, µs")
          + costs.allocation("allocation, KiB")
          + costs.time("time, µs");
    } finally {
      bed.stop();
    }
  }

  /**
   * Compares the JDBC repository with hand-written statements, on PostgreSQL.
   *
   * @return a Markdown table
   * @throws IOException if the database cannot be started
   */
  static String ofStatements(Extent extent) throws IOException {
    try (Database database = new Database()) {
      Applicants applicants = new Applicants(database, 2 * extent.operations());
      SideBySide recording =
          SideBySide.measure(
              extent,
              () -> record(database.library(), applicants.next()),
              () -> database.byHand().register(applicants.next()),
              applicants::build);
      SideBySide reading =
          SideBySide.measure(
              extent,
              () -> database.library().findById(UserId.of(database.known())),
              () -> database.byHand().find(database.known()),
              () -> {});
      return """

          | time on PostgreSQL, µs | StreamCat ÷ by hand | StreamCat | by hand |
          |---|---|---|---|
          """
          + recording.time("recording a registration")
          + reading.time("reading a user");
    }
  }

  /** Records a registration with the two writes of the repository. */
  static void record(UserRepository library, StoreSamples user) {
    library.insert(user.intended());
    library.update(user.intended(), user.complete());
  }

  /** Users who register, built outside the measurement. */
  private static final class Applicants {
    private final Database database;
    private final int ready;
    private final Queue<StoreSamples> users = new ArrayDeque<>();

    Applicants(Database database, int ready) {
      this.database = database;
      this.ready = ready;
    }

    void build() {
      while (users.size() < ready) {
        users.add(StoreSamples.of(database.newId()));
      }
    }

    StoreSamples next() {
      return users.remove();
    }
  }
}
