package ccrnn.jobs.report;

import ccrnn.jobs.figure.Plain;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Builds pages, element by element, so that text stays text whatever it holds. The pages are HTML
 * and XML at once.
 */
final class Html {
  /** A table with more columns is not pressed into a narrow page. */
  private static final int WIDE = 4;

  private Html() {}

  /** Which side the cells of a column are flush with, and how they are set. */
  enum Kind {
    TEXT,
    NUMBER,
    CODE
  }

  /**
   * A column of a table.
   *
   * @param head its title
   * @param kind of its cells
   */
  record Column(String head, Kind kind) {
    static Column text(String head) {
      return new Column(head, Kind.TEXT);
    }

    static Column number(String head) {
      return new Column(head, Kind.NUMBER);
    }

    static Column code(String head) {
      return new Column(head, Kind.CODE);
    }
  }

  /** A page with a head, ready for its body. */
  static Document page(String title, String style) {
    Document page = Document.createShell("");
    page.outputSettings().prettyPrint(false).syntax(Document.OutputSettings.Syntax.xml);
    page.outputSettings().charset("UTF-8");
    Element html = page.getElementsByTag("html").get(0);
    html.attr("xmlns", "http://www.w3.org/1999/xhtml").attr("lang", "en").attr("xml:lang", "en");
    Element head = page.head();
    head.appendElement("meta").attr("charset", "UTF-8");
    head.appendElement("meta")
        .attr("name", "viewport")
        .attr("content", "width=device-width, initial-scale=1");
    head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
    // The page needs nothing from anywhere and runs nothing: a browser is to hold it to that.
    head.appendElement("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    head.appendElement("title").text(Plain.text(title));
    head.appendElement("style").appendChild(new DataNode(style));
    return page;
  }

  /** The whole text of a page. */
  static String text(Document page) {
    return "<!DOCTYPE html>\n" + page.getElementsByTag("html").get(0).outerHtml() + "\n";
  }

  static Element add(Element parent, String tag, String text) {
    return parent.appendElement(tag).text(Plain.text(text));
  }

  static Element code(Element parent, String text) {
    Element block = parent.appendElement("pre").attr("tabindex", "0");
    block.appendElement("code").appendText(Plain.lines(text));
    return block;
  }

  /** A part of the page with its heading; level 2 or 3. */
  static Element section(Element parent, String id, String level, String heading) {
    Element section =
        parent.appendElement("section").attr("id", id).attr("aria-labelledby", id + "-heading");
    add(section, level, heading).attr("id", id + "-heading");
    return section;
  }

  /**
   * A table that scrolls in itself where the page is narrow. The first cell of each row is its
   * heading.
   */
  static Element table(
      Element parent, String caption, List<Column> columns, List<List<String>> rows) {
    Element table = head(parent, caption, columns);
    body(table, columns, rows);
    return table;
  }

  /** The same with a heading above each group of rows. */
  static Element table(
      Element parent,
      String caption,
      List<Column> columns,
      Map<String, List<List<String>>> groups) {
    Element table = head(parent, caption, columns);
    groups.forEach(
        (heading, rows) -> {
          Element body = body(table, columns, rows);
          Element cell = new Element("th").text(Plain.text(heading));
          cell.attr("scope", "rowgroup").attr("colspan", String.valueOf(columns.size()));
          body.prependElement("tr").addClass("group").appendChild(cell);
        });
    return table;
  }

  private static Element head(Element parent, String caption, List<Column> columns) {
    Element frame =
        parent
            .appendElement("div")
            .addClass("scroll")
            .attr("role", "region")
            .attr("tabindex", "0")
            .attr("aria-label", Plain.text(caption));
    Element table = frame.appendElement("table");
    if (columns.size() > WIDE) {
      table.addClass("wide");
    }
    add(table, "caption", caption);
    Element head = table.appendElement("thead").appendElement("tr");
    for (Column column : columns) {
      Element cell = add(head, "th", column.head()).attr("scope", "col");
      if (column.kind() == Kind.NUMBER) {
        cell.addClass("number");
      }
    }
    return table;
  }

  private static Element body(Element table, List<Column> columns, List<List<String>> rows) {
    Element body = table.appendElement("tbody");
    for (List<String> row : rows) {
      Element line = body.appendElement("tr");
      for (int i = 0; i < columns.size(); i++) {
        Element cell = line.appendElement(i == 0 ? "th" : "td");
        if (i == 0) {
          cell.attr("scope", "row");
        }
        fill(cell, columns.get(i).kind(), row.get(i));
      }
    }
    return body;
  }

  private static void fill(Element cell, Kind kind, String text) {
    switch (kind) {
      case TEXT -> add(cell, "bdi", text);
      case NUMBER -> cell.addClass("number").text(Plain.text(text));
      case CODE -> add(cell, "code", text);
    }
  }

  /**
   * An SVG document as a part of a page.
   *
   * @param svg without a document type
   * @param id of the part; its own ids begin with it
   * @param title names the picture
   * @param description says what there is to see
   */
  static void picture(Element parent, String svg, String id, String title, String description) {
    Element picture = Jsoup.parse(svg, "", Parser.xmlParser()).getElementsByTag("svg").get(0);
    picture.select("[id]").forEach(named -> named.attr("id", id + "-" + named.id()));
    picture
        .select("[clip-path]")
        .forEach(
            user -> user.attr("clip-path", user.attr("clip-path").replace("#", "#" + id + "-")));
    picture.removeAttr("width").removeAttr("height");
    picture.attr("role", "img").attr("aria-labelledby", id + "-title " + id + "-description");
    Element head = new Element("title").attr("id", id + "-title").text(Plain.text(title));
    Element about =
        new Element("desc").attr("id", id + "-description").text(Plain.text(description));
    picture.prependChild(about).prependChild(head);
    parent.appendChild(picture);
  }
}
