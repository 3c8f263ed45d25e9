package io.streamcat.examples.features;

import io.streamcat.StreamCat;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.jdbc.JdbcBanList;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.streamcat.user.NewUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Users in a database file, where another server finds them. */
public final class UsersInDatabase {

  private UsersInDatabase() {}

  public static void main(String[] args) throws IOException {
    Path file = Files.createTempDirectory("streamcat").resolve("users");
    // H2 otherwise writes commits later, and a killed process would lose users.
    String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    JdbcConnectionPool pool = JdbcConnectionPool.create(url, "app", "secret");

    // Creates the tables on the first start, and updates them after a new release.
    System.out.println("scripts run: " + StreamCatSchema.of(pool).migrate());

    try (IvsEmulator emulator = IvsEmulator.start()) {
      try (StreamCat server = connect(emulator, pool)) {
        server.users().provision(NewUser.withId("42").withUsername("todd"));
      }
      try (StreamCat anotherServer = connect(emulator, pool)) {
        System.out.println(
            anotherServer.users().findByUsername("TODD").orElseThrow().id() + " is still there");
      }
    }
    pool.dispose();
  }

  private static StreamCat connect(IvsEmulator emulator, DataSource dataSource) {
    return EmulatorSetup.connect(emulator)
        .storage(
            s ->
                s.users(JdbcUserRepository.create(dataSource)).bans(JdbcBanList.create(dataSource)))
        .build();
  }
}
