package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestDatabase.Pool;
import org.junit.jupiter.api.Nested;

class PostgreSqlUserRepositoryTest {

  @Nested
  class Standard extends JdbcContract {
    Standard() {
      super(TestDatabase.POSTGRESQL, Pool.STANDARD);
    }
  }

  @Nested
  class ReadUncommittedWithoutAutoCommit extends JdbcContract {
    ReadUncommittedWithoutAutoCommit() {
      super(TestDatabase.POSTGRESQL, new Pool(false, "TRANSACTION_READ_UNCOMMITTED"));
    }
  }

  @Nested
  class RepeatableReadWithoutAutoCommit extends JdbcContract {
    RepeatableReadWithoutAutoCommit() {
      super(TestDatabase.POSTGRESQL, new Pool(false, "TRANSACTION_REPEATABLE_READ"));
    }
  }

  @Nested
  class Serializable extends JdbcContract {
    Serializable() {
      super(TestDatabase.POSTGRESQL, new Pool(true, "TRANSACTION_SERIALIZABLE"));
    }
  }
}
