package io.streamcat.spring.internal;

import io.streamcat.spring.StreamCatDataSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** The choice of StreamCat's data source. */
public final class StreamCatDataSources {

  private static final BeanDefinition REGISTERED_SINGLETON = new RootBeanDefinition();

  private StreamCatDataSources() {}

  /** Returns whether a data source is marked as StreamCat's own. */
  public static boolean hasOwn(ListableBeanFactory beans) {
    return names(beans)
        .anyMatch(name -> beans.findAnnotationOnBean(name, StreamCatDataSource.class) != null);
  }

  private static Stream<String> names(ListableBeanFactory beans) {
    return Stream.of(beans.getBeanNamesForType(DataSource.class, true, false));
  }

  /** Returns whether the application has a data source. */
  public static boolean hasAny(ListableBeanFactory beans) {
    return names(beans).findAny().isPresent();
  }

  /**
   * Returns whether one data source is marked as StreamCat's own, is primary, or is the only one.
   * An application with several others has chosen none of them for StreamCat.
   */
  public static boolean hasOne(ConfigurableListableBeanFactory beans) {
    List<BeanDefinition> candidates =
        names(beans)
            .map(name -> definition(beans, name))
            .filter(StreamCatDataSources::isDefault)
            .toList();
    return candidates.size() == 1
        || candidates.stream().filter(BeanDefinition::isPrimary).count() == 1
        || candidates.stream().filter(found -> !found.isFallback()).count() == 1
        || hasOwn(beans);
  }

  private static BeanDefinition definition(ConfigurableListableBeanFactory beans, String name) {
    return beans.containsBeanDefinition(name)
        ? beans.getMergedBeanDefinition(name)
        : REGISTERED_SINGLETON;
  }

  private static boolean isDefault(BeanDefinition definition) {
    return definition.isAutowireCandidate()
        && (!(definition instanceof AbstractBeanDefinition known) || known.isDefaultCandidate());
  }

  /** Returns the data source that is marked as StreamCat's own, or else the application's. */
  public static DataSource choose(ObjectProvider<DataSource> own, ObjectProvider<DataSource> all) {
    DataSource marked = own.getIfAvailable();
    return marked == null ? all.getObject() : marked;
  }
}
