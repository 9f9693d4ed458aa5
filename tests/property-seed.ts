import fc from 'fast-check';

/**
 * Property tests draw the same examples at every run, so that a change is judged by what it changed. To look for new
 * ones: `PROPERTY_SEED=$RANDOM npm test`; what is found becomes a case of its own.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20221124) });
