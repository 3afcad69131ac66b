import type { AnalysisHost } from './analysis/analysis-host.ts';
import type { ChecksHost } from './checks/checks-host.ts';

/** What all views together need of the instrument around them. */
export interface WorkbenchHost extends AnalysisHost, ChecksHost {}
