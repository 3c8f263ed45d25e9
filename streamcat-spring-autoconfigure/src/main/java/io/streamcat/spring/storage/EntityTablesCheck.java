package io.streamcat.spring.storage;

import io.streamcat.jdbc.entity.StreamCatEntities;
import io.streamcat.spring.internal.InvalidPropertyException;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Objects;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A check, before Hibernate creates or validates any table, that StreamCat's entities are mapped to
 * the tables of its scripts. Naming strategies, quotes and a default schema can map them to other
 * tables, which would be empty, or would be created without their unique keys.
 */
final class EntityTablesCheck implements Integrator, IntegratorProvider {

  @Override
  public List<Integrator> getIntegrators() {
    return List.of(this);
  }

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
    JdbcEnvironment database = factory.getJdbcServices().getJdbcEnvironment();
    boolean isMapped = false;
    for (Class<?> entity : StreamCatEntities.classes()) {
      Table expected = entity.getAnnotation(Table.class);
      PersistentClass mapped = metadata.getEntityBinding(entity.getName());
      if (expected != null && mapped != null) {
        check(expected.name(), mapped.getTable(), database);
        isMapped = true;
      }
    }
    if (isMapped) {
      checkSchema(factory.getSessionFactoryOptions().getDefaultSchema(), database);
    }
  }

  private static void check(
      String expected, org.hibernate.mapping.Table mapped, JdbcEnvironment database) {
    Identifier name = mapped.getNameIdentifier();
    if (!name.getText().equalsIgnoreCase(expected)) {
      throw new InvalidPropertyException(
          "spring.jpa.hibernate.naming.physical-strategy",
          "maps an entity of StreamCat to table '" + name.getText() + "'",
          "Choose a strategy that leaves '" + expected + "' as it is");
    }
    if (name.isQuoted() && !name.getText().equals(folded(expected, database))) {
      throw new InvalidPropertyException(
          "spring.jpa.properties.hibernate.globally_quoted_identifiers",
          "quotes '" + name.getText() + "', and the table is " + folded(expected, database),
          "Remove the property; for single reserved words there is"
              + " hibernate.auto_quote_keyword");
    }
  }

  private static void checkSchema(@Nullable String schema, JdbcEnvironment database) {
    String current = text(database.getCurrentSchema());
    if (schema != null && current != null && !schema.equalsIgnoreCase(current)) {
      throw new InvalidPropertyException(
          "spring.jpa.properties.hibernate.default_schema",
          "is '" + schema + "', and the tables of StreamCat are in '" + current + "'",
          "Let the connections use that schema, or set streamcat.jdbc.schema="
              + schema
              + ", with which StreamCat's entities are not registered");
    }
  }

  /** Returns a name as the database stores it without quotes. */
  private static String folded(String name, JdbcEnvironment database) {
    return Objects.requireNonNull(
        database.getIdentifierHelper().toMetaDataObjectName(Identifier.toIdentifier(name)));
  }

  private static @Nullable String text(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.getText();
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {}
}
