package io.streamcat.provisioning.internal;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.internal.CallScope;
import io.streamcat.provisioning.UserProvisioner;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.SimulatedServer;
import java.util.List;
import java.util.function.Supplier;

/** Provisioners that work on the threads of a simulated server. */
public final class SimulatedProvisioners {

  private SimulatedProvisioners() {}

  /**
   * Creates a real provisioner.
   *
   * @param server runs tasks in parallel
   * @param users the server's view of the store
   * @param resources the server's view of the services
   * @param calls the server's time
   * @param settings the rules
   * @param ids the generator of keys, lease owners and writer ids
   * @return a new provisioner
   */
  public static UserProvisioner create(
      SimulatedServer server,
      UserRepository users,
      UserResources resources,
      AwsCalls calls,
      ProvisioningSettings settings,
      Supplier<String> ids) {
    TaskRunner runner =
        new TaskRunner() {
          @Override
          public <T> List<T> all(List<? extends Supplier<T>> tasks) {
            return server.all(tasks.stream().map(CallScope::carried).toList());
          }
        };
    return new DefaultUserProvisioner(
        new ProvisioningContext(users, resources, calls, runner, settings, ids), server.executor());
  }
}
