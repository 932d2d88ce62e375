package ccrnn.jobs.report;

import ccrnn.jobs.report.Html.Column;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What {@code verify} found out about a folder. */
final class CertificatesSection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FolderFacts facts;

  CertificatesSection(FolderFacts facts) {
    this.facts = facts;
  }

  /** Adds nothing if it was never asked. */
  void add(Element parent) {
    Map<String, String> notes = facts.folder().notes().texts("certificates");
    if (notes.isEmpty()) {
      return;
    }
    Element section = Html.section(parent, "certificates", "h2", "Certificates");
    Html.add(section, "p", "Trials that were trained again and compared bit by bit.");
    for (Map.Entry<String, String> note : notes.entrySet()) {
      List<List<String>> rows = new ArrayList<>();
      try {
        flatten("", JSON.readTree(note.getValue()), rows);
      } catch (JsonProcessingException noJson) {
        rows.add(List.of("content", "cannot be read"));
      }
      Excerpt.table(
          section,
          note.getKey(),
          List.of(Column.text("entry"), Column.text("value")),
          rows,
          row -> row);
    }
  }

  private static void flatten(String name, JsonNode node, List<List<String>> rows) {
    if (Excerpt.hasMore(rows)) {
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  flatten(
                      name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(),
                      entry.getValue(),
                      rows));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + " " + (i + 1), node.get(i), rows);
      }
    } else {
      rows.add(List.of(name, node.asText()));
    }
  }
}
