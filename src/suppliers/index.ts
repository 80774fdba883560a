export { type DebarmentFacts, factsOfSuppliers, type SupplierFacts } from './facts-of-suppliers.ts';
