package io.streamcat.emulator.internal.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The API models of all three services, version 2020-07-14. Immutable, loaded once when first used.
 */
public final class ApiModel {
  private final Map<Service, ServiceModel> services = new EnumMap<>(Service.class);

  private ApiModel() {
    for (Service service : Service.values()) {
      services.put(service, ModelReader.read(service));
    }
  }

  /**
   * Returns the models.
   *
   * @return the only instance
   */
  public static ApiModel get() {
    return Holder.INSTANCE;
  }

  /**
   * Returns the model of one service.
   *
   * @param service a service
   * @return its model
   */
  public ServiceModel of(Service service) {
    return Objects.requireNonNull(services.get(service));
  }

  /**
   * Returns every operation of every service.
   *
   * @return the operations, in no particular order
   */
  public Stream<Operation> operations() {
    return services.values().stream().flatMap(model -> model.operations().values().stream());
  }

  /**
   * Returns the operations with a name: three for tag operations, at most one for others.
   *
   * @param name the name of an operation
   * @return the operations, empty when no service has one
   */
  public List<Operation> operations(String name) {
    return services.values().stream()
        .flatMap(model -> Stream.ofNullable(model.operations().get(name)))
        .toList();
  }

  /**
   * Returns the HTTP status of an error, from the service's model or else from another service's.
   * Real-Time, for example, answers throttling without modelling it.
   *
   * @param service the service that answers
   * @param error the error's name on the wire
   * @return the status, or empty when no service models the error
   */
  public Optional<Integer> errorStatus(Service service, String error) {
    return Stream.concat(Stream.of(of(service)), services.values().stream())
        .flatMap(model -> Stream.ofNullable(model.errorStatuses().get(error)))
        .findFirst();
  }

  /** The holder of the models, loaded at first use. */
  private static final class Holder {
    static final ApiModel INSTANCE = new ApiModel();
  }
}
