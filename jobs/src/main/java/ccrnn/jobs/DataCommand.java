package ccrnn.jobs;

import picocli.CommandLine.Command;

/** Groups the commands that get data ready for training. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "Get data ready to train on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataCaptionsCommand.class})
final class DataCommand {}
