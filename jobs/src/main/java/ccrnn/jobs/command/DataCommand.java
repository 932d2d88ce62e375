package ccrnn.jobs.command;

import picocli.CommandLine.Command;

/** Names the commands that fetch or prepare data for tasks. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Fetch or prepare data to train on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataMnistCommand.class, DataCaptionsCommand.class})
final class DataCommand {}
