package ccrnn.jobs;

import picocli.CommandLine.Command;

/** Names the commands that fetch or prepare data for tasks. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetch data for tasks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DataMnistCommand.class)
final class DataCommand {}
