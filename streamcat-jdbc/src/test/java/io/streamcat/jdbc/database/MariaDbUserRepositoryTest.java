package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestDatabase.Pool;
import org.junit.jupiter.api.Nested;

class MariaDbUserRepositoryTest {

  @Nested
  class Standard extends JdbcContract {
    Standard() {
      super(TestDatabase.MARIADB, Pool.STANDARD);
    }
  }

  @Nested
  class ReadUncommittedWithoutAutoCommit extends JdbcContract {
    ReadUncommittedWithoutAutoCommit() {
      super(TestDatabase.MARIADB, new Pool(false, "TRANSACTION_READ_UNCOMMITTED"));
    }
  }

  @Nested
  class ReadCommitted extends JdbcContract {
    ReadCommitted() {
      super(TestDatabase.MARIADB, new Pool(true, "TRANSACTION_READ_COMMITTED"));
    }
  }

  @Nested
  class SerializableWithoutAutoCommit extends JdbcContract {
    SerializableWithoutAutoCommit() {
      super(TestDatabase.MARIADB, new Pool(false, "TRANSACTION_SERIALIZABLE"));
    }
  }
}
