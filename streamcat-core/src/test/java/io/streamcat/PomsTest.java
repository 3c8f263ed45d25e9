package io.streamcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The POMs keep what the documents promise about builds. */
class PomsTest {

  private static final XPath XPATH = XPathFactory.newInstance().newXPath();

  @Test
  void skipTests_otherPluginsThatRunTests_areSkipped() throws Exception {
    Document root = read(ProjectFiles.ROOT.resolve("pom.xml"));
    assertThat(text(root, "/project/properties/skipITs")).isEqualTo("${skipTests}");

    List<String> invokers = new ArrayList<>();
    for (Path file : ProjectFiles.matching("(?!pom\\.xml).*pom\\.xml")) {
      NodeList plugins =
          nodes(read(file), "//plugins/plugin[artifactId='maven-invoker-plugin']/configuration");
      for (int i = 0; i < plugins.getLength(); i++) {
        Node configuration = plugins.item(i);
        invokers.add(text(configuration, "skipInvocation"));
        invokers.add(text(configuration, "skipInstallation"));
      }
    }
    assertThat(invokers).isNotEmpty().containsOnly("${skipITs}");
  }

  @Test
  void ideProfile_importByIntelliJ_leavesOutErrorProneAndWerror() throws Exception {
    Document root = read(ProjectFiles.ROOT.resolve("pom.xml"));
    String profile = "/project/profiles/profile[activation/property/name='idea.version']";
    String compiler = profile + "//plugin[artifactId='maven-compiler-plugin']/";

    assertThat(text(root, profile + "/id")).isEqualTo("ide");
    assertThat(text(root, compiler + "configuration/annotationProcessorPaths/@combine.self"))
        .isEqualTo("override");
    for (String execution : List.of("default-compile", "default-testCompile")) {
      String arguments = "executions/execution[id='" + execution + "']/configuration/compilerArgs";
      assertThat(nodes(root, compiler + arguments + "/arg").getLength()).isZero();
      assertThat(text(root, compiler + arguments + "/@combine.self")).isEqualTo("override");
    }
  }

  private static Document read(Path pom) throws Exception {
    byte[] text = ProjectFiles.read(pom).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text));
  }

  private static String text(Node node, String path) throws Exception {
    return XPATH.evaluate(path, node).strip();
  }

  private static NodeList nodes(Node node, String path) throws Exception {
    return (NodeList) XPATH.evaluate(path, node, XPathConstants.NODESET);
  }
}
