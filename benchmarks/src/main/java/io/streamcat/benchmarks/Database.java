package io.streamcat.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.streamcat.jdbc.JdbcUserRepository;
import io.streamcat.jdbc.StreamCatSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A PostgreSQL with the tables, StreamCat's repository and a hand-written store. */
final class Database implements AutoCloseable {

  private final AtomicLong ids = new AtomicLong();
  private final EmbeddedPostgres postgres;
  private final HikariDataSource pool;
  private final JdbcUserRepository library;
  private final HandWrittenStore byHand;
  private final String known;

  /** Starts the database and registers one user. */
  Database() {
    postgres = start();
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.getPostgresDatabase());
    config.setMaximumPoolSize(4);
    pool = new HikariDataSource(config);
    StreamCatSchema.of(pool).migrate();
    library = JdbcUserRepository.create(pool);
    byHand = new HandWrittenStore(pool);
    known = newId();
    byHand.register(StoreSamples.of(known));
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    pool.close();
    postgres.close();
  }

  DataSource pool() {
    return pool;
  }

  JdbcUserRepository library() {
    return library;
  }

  HandWrittenStore byHand() {
    return byHand;
  }

  String known() {
    return known;
  }

  String newId() {
    return "user-" + ids.incrementAndGet();
  }
}
