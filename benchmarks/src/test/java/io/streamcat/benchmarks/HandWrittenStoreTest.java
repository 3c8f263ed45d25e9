package io.streamcat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.jdbc.ConnectionSource;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.RecordedConnections;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import io.streamcat.user.UserId;
import io.streamcat.user.UserState;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Tests that the hand-written store does the same work as the repository. */
class HandWrittenStoreTest {

  @Test
  void register_newUser_writesRowsOfLibrary() throws IOException {
    try (Database database = new Database()) {
      String id = database.newId();
      database.byHand().register(StoreSamples.of(id));
      Map<String, Object> byHand = database.byHand().find(id);
      User user = database.library().findById(UserId.of(id)).map(UserRecord::user).orElseThrow();

      assertThat(user.state()).isEqualTo(UserState.ACTIVE);
      assertThat(user.channel())
          .usingRecursiveComparison()
          .ignoringFields("streamKey")
          .isEqualTo(StoreSamples.of(id).channel());
      assertThat(user.chatRoom()).isEqualTo(StoreSamples.of(id).room());
      assertThat(byHand)
          .containsEntry("stage_arn", StoreSamples.of(id).stage().arn())
          .containsEntry("lease_owner", null);
      String byLibrary = database.newId();
      OwnCost.record(database.library(), StoreSamples.of(byLibrary));
      assertThat(values(database, byLibrary)).isEqualTo(values(database, id));
    }
  }

  @Test
  void storeAndRepository_sameWork_runSameStatements() throws IOException {
    try (Database database = new Database()) {
      RecordedConnections byHand = new RecordedConnections(database.pool());
      RecordedConnections byLibrary = new RecordedConnections(database.pool());
      HandWrittenStore store = new HandWrittenStore(dataSource(byHand));
      JdbcUserRepository repository = JdbcUserRepository.builder(byLibrary).build();
      StoreSamples todd = StoreSamples.of("todd");
      byLibrary.clear();

      store.register(todd);
      store.find("todd");
      StoreSamples ada = StoreSamples.of("ada");
      repository.insert(ada.intended());
      repository.update(ada.intended(), ada.complete());
      repository.findById(UserId.of("ada"));

      assertThat(byHand.statements()).hasSize(3).isEqualTo(byLibrary.statements());
    }
  }

  private static DataSource dataSource(ConnectionSource connections) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connections.acquire());
  }

  /** Returns the values of the columns, with the id in a common form. */
  private static Map<String, String> values(Database database, String id) {
    Map<String, String> values = new TreeMap<>();
    database
        .byHand()
        .find(id)
        .forEach((column, value) -> values.put(column, String.valueOf(value).replace(id, "ID")));
    return values;
  }
}
