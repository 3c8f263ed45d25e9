package io.streamcat.emulator.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The API model of one service. Immutable. */
public final class ServiceModel {
  private final Map<String, Operation> operations;
  private final Map<String, Integer> statuses;
  private final Map<String, Shape> shapes;

  ServiceModel(
      Map<String, Operation> operations, Map<String, Integer> statuses, Map<String, Shape> shapes) {
    this.operations = operations;
    this.statuses = statuses;
    this.shapes = shapes;
  }

  /**
   * Returns the operations by name.
   *
   * @return the operations by name
   */
  public Map<String, Operation> operations() {
    return operations;
  }

  /**
   * Returns the HTTP status of each error that the service models.
   *
   * @return statuses by the error's name on the wire
   */
  public Map<String, Integer> errorStatuses() {
    return statuses;
  }

  /**
   * Returns whether a structure has a member.
   *
   * @param structure the name of a structure
   * @param member the name of a member
   * @return whether it has one
   */
  public boolean hasMember(String structure, String member) {
    return members(structure).contains(member);
  }

  /**
   * Returns the names of a structure's members.
   *
   * @param structure the name of a structure
   * @return the members in the document, the path or the query, without those in headers
   */
  public Set<String> members(String structure) {
    return Shape.named(shapes, structure) instanceof CompoundShapes.Structure s
        ? s.members().keySet()
        : Set.of();
  }

  /**
   * Returns the names of the headers that hold members of a structure.
   *
   * @param structure the name of a structure
   * @return the names of the headers
   */
  public Set<String> headers(String structure) {
    return Shape.named(shapes, structure) instanceof CompoundShapes.Structure s
        ? s.headers()
        : Set.of();
  }

  /**
   * Checks a document against a structure.
   *
   * @param structure the name of a structure
   * @param document the document as it was read
   * @return the violations, empty if the document is valid
   */
  public List<Violation> check(String structure, Map<String, ?> document) {
    List<Violation> violations = new ArrayList<>();
    Shape.named(shapes, structure).check(shapes, "", document, violations::add);
    return violations;
  }

  /**
   * Returns a document without the members that the structure does not have, and without nulls.
   *
   * @param structure the name of a structure
   * @param document a document without violations
   * @return an immutable document, its members in the order of the model
   */
  @SuppressWarnings("unchecked")
  public Map<String, Object> project(String structure, Map<String, ?> document) {
    return (Map<String, Object>) Shape.named(shapes, structure).project(shapes, document);
  }
}
