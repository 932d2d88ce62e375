package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.export.NetworkFormat;
import ccrnn.pipeline.export.TrainedNetwork;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.KeptNetworks;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes trained networks elsewhere. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write trained networks as files of NumPy, safetensors or ONNX.",
      "Networks are there where the sweep kept them (snapshots: final). Each file has all that the"
          + " network learnt, by name, and as metadata the trial's id and settings."
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Option(
      names = "--trial",
      paramLabel = "TRIAL_ID",
      description = "The network of this trial; the first digits of its id.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--where",
      paramLabel = "\"SQL\"",
      description =
          "The networks of the trials for which this holds, such as \"seed <= 3\" (default: of"
              + " all).")
  private Optional<String> where = Optional.empty();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "OUT",
      description =
          "A folder, for files named after their trials; or, for one network, a file that ends as"
              + " its format does.")
  private Path to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "npz, safetensors or onnx (default: what OUT ends with, else npz).")
  private Optional<NetworkFormat> format = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data that the trials learnt from, where the sweep named some.")
  private Optional<String> data = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (id.isPresent() && where.isPresent()) {
      throw new UserError("--trial and --where: give one of them");
    }
    Optional<NetworkFormat> ofFile = ending(to);
    NetworkFormat chosen = format.or(() -> ofFile).orElse(NetworkFormat.NPZ);
    if (ofFile.isPresent() && ofFile.get() != chosen) {
      throw new UserError(
          "--to %s ends as another format than --format %s"
              .formatted(to, chosen.ending().substring(1)));
    }
    ResultsFolder folder = ResultsFolder.open(location);
    Inventory inventory = folder.inventory();
    OwnNetworks.requireAll(inventory.families());
    List<String> ids = ids(folder, inventory);
    if (ofFile.isPresent() && ids.size() > 1) {
      throw new UserError(
          "--to %s is one file for %s: give a folder, or one --trial"
              .formatted(to, Text.count(ids.size(), "trial")));
    }
    if (folder.notes().names(ResultsFolder.SNAPSHOTS).isEmpty()) {
      throw new UserError(
          location + " keeps no networks: run the sweep with `-o snapshots=final` to keep them");
    }
    KeptNetworks kept = new KeptNetworks(folder, new DataLocation(data, Map.of()), Kernel.PLAIN);
    int written = 0;
    int without = 0;
    for (String each : ids) {
      StoredTrial trial = folder.trial(each);
      Optional<Trainee> trainee = kept.find(trial);
      if (trainee.isEmpty()) {
        without++;
        continue;
      }
      Path file = ofFile.isPresent() ? to : to.resolve(Text.id(trial.id()) + chosen.ending());
      byte[] bytes = chosen.bytes(network(trial, trainee.get()));
      out.println(
          Names.printable(file.toString())
              + (write(file, bytes) ? ", " + Text.count(bytes.length, "byte") : " is there"));
      written++;
    }
    out.flush();
    if (written == 0) {
      throw new UserError(
          "no network was kept of "
              + (ids.size() == 1 ? "trial " + Text.id(ids.get(0)) : "these trials")
              + ": run the sweep with `-o snapshots=final` into another folder, or with more epochs"
              + " into this one");
    }
    if (without > 0) {
      err.println("ccrnn: left out " + Text.count(without, "trial") + " without a kept network");
      err.flush();
    }
    return Exit.OK;
  }

  private static Optional<NetworkFormat> ending(Path file) {
    return Arrays.stream(NetworkFormat.values())
        .filter(each -> file.toString().endsWith(each.ending()))
        .findFirst();
  }

  /** Ids of the trials that are asked for, in order. */
  private List<String> ids(ResultsFolder folder, Inventory inventory) {
    if (id.isPresent()) {
      return List.of(folder.trial(id.get()).id());
    }
    List<String> ids = inventory.complete().stream().sorted().toList();
    if (where.isPresent()) {
      try (QueryEngine engine = QueryEngines.of(folder)) {
        // A comment at its end must not take the bracket away.
        ids =
            engine
                .rows(
                    "SELECT trial_id FROM trials WHERE status = 'complete' AND ("
                        + where.get()
                        + "\n) ORDER BY trial_id")
                .stream()
                .map(row -> (String) row.get(0))
                .toList();
      }
    }
    if (ids.isEmpty()) {
      throw new UserError(
          where
                  .map(condition -> "--where " + Names.printable(condition) + " selects no")
                  .orElse(location + " holds no")
              + " complete trial");
    }
    return ids;
  }

  private static TrainedNetwork network(StoredTrial trial, Trainee trainee) {
    if (trainee.parameters().isEmpty()) {
      throw new UserError(
          "the family of trial %s does not tell the parameters of its networks (Trainee.parameters)"
              .formatted(Text.id(trial.id())));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trial_id", trial.id());
    facts.put("result_version", String.valueOf(trial.trial().resultVersion()));
    facts.put("trained_epochs", String.valueOf(trial.epochs().size()));
    trial.settings().forEach((setting, value) -> facts.put(setting.key(), setting.text(value)));
    return TrainedNetwork.of(
        facts, trainee.parameters(), Families.of(trial.trial()).recurrence(trial.trial()));
  }

  /** Writes a file aside and renames it; tells whether it was not there. */
  private static boolean write(Path file, byte[] bytes) {
    try {
      if (Files.exists(file)) {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
          return false;
        }
        throw new UserError(
            file + " is there and is something else; move it away, or give another --to");
      }
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try {
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      throw new UserError(e.getMessage() + " is a file; --to needs a folder there", e);
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + e, e);
    }
  }
}
