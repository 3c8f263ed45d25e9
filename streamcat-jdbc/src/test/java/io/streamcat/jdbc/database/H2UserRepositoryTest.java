package io.streamcat.jdbc.database;

import io.streamcat.jdbc.TestDatabase;
import io.streamcat.jdbc.TestDatabase.Pool;
import org.junit.jupiter.api.Nested;

class H2UserRepositoryTest {

  @Nested
  class Standard extends JdbcContract {
    Standard() {
      super(TestDatabase.H2, Pool.STANDARD);
    }
  }

  @Nested
  class ReadUncommitted extends JdbcContract {
    ReadUncommitted() {
      super(TestDatabase.H2, new Pool(true, "TRANSACTION_READ_UNCOMMITTED"));
    }
  }

  @Nested
  class ReadCommittedWithoutAutoCommit extends JdbcContract {
    ReadCommittedWithoutAutoCommit() {
      super(TestDatabase.H2, new Pool(false, "TRANSACTION_READ_COMMITTED"));
    }
  }

  @Nested
  class RepeatableRead extends JdbcContract {
    RepeatableRead() {
      super(TestDatabase.H2, new Pool(true, "TRANSACTION_REPEATABLE_READ"));
    }
  }

  @Nested
  class SerializableWithoutAutoCommit extends JdbcContract {
    SerializableWithoutAutoCommit() {
      super(TestDatabase.H2, new Pool(false, "TRANSACTION_SERIALIZABLE"));
    }
  }
}
