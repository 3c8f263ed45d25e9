package io.streamcat.spring.internal;

import io.streamcat.spring.StreamCatDataSource;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The choice of StreamCat's data source. */
public final class StreamCatDataSources {

  private StreamCatDataSources() {}

  /** Returns whether a data source is marked as StreamCat's own. */
  public static boolean hasOwn(ListableBeanFactory beans) {
    return Stream.of(beans.getBeanNamesForType(DataSource.class, true, false))
        .anyMatch(name -> beans.findAnnotationOnBean(name, StreamCatDataSource.class) != null);
  }

  /** Returns the data source that is marked as StreamCat's own, or else the application's. */
  public static DataSource choose(ObjectProvider<DataSource> own, ObjectProvider<DataSource> all) {
    DataSource marked = own.getIfAvailable();
    return marked == null ? all.getObject() : marked;
  }
}
