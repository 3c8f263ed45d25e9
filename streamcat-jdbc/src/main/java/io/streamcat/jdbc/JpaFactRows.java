package io.streamcat.jdbc;

import io.streamcat.broadcast.Publication;
import io.streamcat.broadcast.StoredBroadcast;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of facts on JPA, read as rows and not as entities for the reasons of {@link JpaRow}.
 *
 * @param calls runs statements
 */
record JpaFactRows(JpaCalls calls) implements FactRows {

  private static final Pattern PARAMETER = Pattern.compile("\\?");

  @Override
  public boolean isTransactionActive() {
    return calls.transactions().isTransactionActive();
  }

  @Override
  public <T> List<Versioned<T>> select(
      FactTable<T> table, String condition, int limit, List<?> values) {
    String jpql =
        Stream.concat(table.columns().stream(), Stream.of("version"))
            .map(column -> JpaRow.selected("e", column, column))
            .collect(
                Collectors.joining(
                    ", ",
                    "select ",
                    " from " + entity(table) + " e where " + jpql(table, condition)));
    return calls.call(
        "read from " + table.name(),
        em -> {
          TypedQuery<Tuple> query = em.createQuery(jpql, Tuple.class).setMaxResults(limit);
          bind(query, values);
          return query
              .getResultStream()
              .map(JpaRow::new)
              .map(row -> new Versioned<>(table.read(row), row.number("version")))
              .toList();
        });
  }

  @Override
  public <T> List<Versioned<T>> find(FactTable<T> table, List<String> keys) {
    return select(table, FactTable.oneOf(table.keyColumn(), keys.size()), keys.size(), keys);
  }

  @Override
  public void write(Batch batch, boolean patiently) {
    calls.call(
        "store events",
        em -> {
          batch.all().forEach(change -> write(em, change));
          return batch;
        });
  }

  private static <T> void write(EntityManager em, Change<T> change) {
    if (change.version() == null) {
      JpaUsers.persist(em, entity(change.value()), change.key());
      return;
    }
    List<@Nullable Object> values = new ArrayList<>(change.table().values(change.value()));
    values.add(values.remove(0));
    values.add(change.version());
    Query query = em.createQuery(update(change.table()));
    bind(query, values);
    if (query.executeUpdate() == 0) {
      throw new Conflict(change);
    }
  }

  private static Object entity(Object value) {
    return value instanceof StoredBroadcast broadcast
        ? new BroadcastEntity(broadcast)
        : new PublicationEntity((Publication) value);
  }

  private static String update(FactTable<?> table) {
    return jpql(
        table,
        table.columns().stream()
            .skip(1)
            .map(column -> column + " = ?")
            .collect(
                Collectors.joining(
                    ", ",
                    "update " + entity(table) + " e set e.version = e.version + 1, ",
                    " where " + table.keyColumn() + " = ? and e.version = ?")));
  }

  private static String entity(FactTable<?> table) {
    return table == BroadcastTable.INSTANCE ? "BroadcastEntity" : "PublicationEntity";
  }

  /** Attributes in place of columns, and parameters numbered. */
  private static String jpql(FactTable<?> table, String sql) {
    String jpql = sql;
    for (String column : table.columns()) {
      jpql = jpql.replaceAll("\\b" + column + "\\b", "e." + JpaRow.attribute(column));
    }
    int[] number = {0};
    return PARAMETER.matcher(jpql).replaceAll(parameter -> "?" + ++number[0]);
  }

  private static void bind(Query query, List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
  }
}
