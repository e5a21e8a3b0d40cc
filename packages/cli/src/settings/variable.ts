/** The one variable of perline's that is no setting; a file of its own, so that a preload need not load the settings. */

/** The variable in which `perline run` hands the run over to the program's process; see run/handover.ts. */
export const handoverVariable = "PERLINE_RUN";
