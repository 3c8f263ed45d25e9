package io.streamcat.provisioning;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.CallScope;
import io.streamcat.repository.UserRepository;
import io.streamcat.simulation.SimulatedServer;
import java.util.List;
import java.util.function.Supplier;

/** Provisioners whose work is done by the threads of a simulated server. */
public final class SimulatedProvisioners {

  private SimulatedProvisioners() {}

  /**
   * Creates a provisioner, which is the real one.
   *
   * @param server runs tasks in parallel
   * @param users the store as the server sees it
   * @param resources the services as the server sees them
   * @param calls the server's time
   * @param settings the rules
   * @param ids draws keys, owners of leases and writers
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
