export {
  type DebarmentFacts,
  factsOfSuppliers,
  listSuppliersNamed,
  type NamedSupplier,
  type SupplierFacts,
} from './facts-of-suppliers.ts';
export { supplierNameKey } from './supplier-name-key.ts';
