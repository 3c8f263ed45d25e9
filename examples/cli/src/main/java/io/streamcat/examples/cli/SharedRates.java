package io.streamcat.examples.cli;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.streamcat.aws.CallLimiter;
import io.streamcat.exception.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * The rates of calls in the database, so that all processes together keep within AWS's rates. Each
 * rate is a row with the state of its bucket as text, which is replaced only if it is unchanged, so
 * the statements are the same for every database.
 */
final class SharedRates implements CallLimiter.Buckets {

  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS streamcat_cli_rate ("
          + "name VARCHAR(255) NOT NULL PRIMARY KEY, bucket VARCHAR(2000) NOT NULL)";

  private static final String READ = "SELECT bucket FROM streamcat_cli_rate WHERE name = ?";
  private static final String ADD = "INSERT INTO streamcat_cli_rate (bucket, name) VALUES (?, ?)";
  private static final String REPLACE =
      "UPDATE streamcat_cli_rate SET bucket = ? WHERE name = ? AND bucket = ?";

  private final DataSource database;
  private final Manager manager = new Manager();

  SharedRates(DataSource database) {
    this.database = database;
  }

  /** Creates the table if it is missing; without it, each process keeps the rates on its own. */
  void create() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    } catch (SQLException e) {
      throw new StorageException(
          "the table streamcat_cli_rate could not be created: " + e.getMessage(), false, e);
    }
  }

  /** Fails if the table is missing. */
  void check() {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, "");
      statement.executeQuery().close();
    } catch (SQLException e) {
      throw new StorageException(
          "AWS's rates are not shared between processes: streamcat-cli migrate", false, e);
    }
  }

  @Override
  public Bucket bucket(String key, BucketConfiguration configuration) {
    return manager.getProxy(key, () -> configuration);
  }

  private final class Manager extends AbstractCompareAndSwapBasedProxyManager<String> {

    Manager() {
      super(ClientSideConfig.getDefault());
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String name) {
      return new Swap(name);
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected CompletableFuture<Void> removeAsync(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAsyncModeSupported() {
      return false;
    }

    @Override
    public void removeProxy(String name) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Swap implements CompareAndSwapOperation {

    private final String name;

    Swap(String name) {
      this.name = name;
    }

    @Override
    public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
      try (Connection connection = database.getConnection();
          PreparedStatement statement = connection.prepareStatement(READ)) {
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
          return row.next()
              ? Optional.of(HexFormat.of().parseHex(row.getString(1)))
              : Optional.empty();
        }
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    @Override
    public boolean compareAndSwap(
        byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
      try (Connection connection = database.getConnection();
          PreparedStatement statement =
              connection.prepareStatement(before == null ? ADD : REPLACE)) {
        statement.setString(1, HexFormat.of().formatHex(after));
        statement.setString(2, name);
        if (before != null) {
          statement.setString(3, HexFormat.of().formatHex(before));
        }
        return statement.executeUpdate() == 1;
      } catch (SQLException e) {
        if (EnvironmentTable.isOfClass(EnvironmentTable.DUPLICATE, e)) {
          // Another process was faster.
          return false;
        }
        throw failure(e);
      }
    }

    private StorageException failure(SQLException e) {
      return new StorageException("the rate " + name + " could not be read or stored", true, e);
    }
  }
}
