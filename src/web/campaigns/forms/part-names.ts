/** What the members of a form are called, so that nobody has to read a pointer. */
export const PART_NAMES_ZH = {
  ...{ schema: '格式标识', id: '编号', revision: '版次', annex: '附件号', reporters: '填报主体', title: '名称' },
  ...{ sections: '分表', cells: '栏目', checks: '校验', opens: '整改规则', print: '打印格式', tests: '自带测试' },
  ...{ by: '填写方', layout: '版式', rows: '行', columns: '列', type: '类型', unit: '单位', required: '是否必填' },
  ...{ requiredIf: '必填条件', min: '下限', max: '上限', sum: '汇总方式', choices: '选项', prefill: '系统预填' },
  ...{ tolerance: '允许差异', headings: '导入列名', compute: '计算方法', appliesIf: '适用条件', severity: '程度' },
  ...{ when: '条件', message: '提示语', cell: '栏目', kind: '种类', dueDays: '整改天数', says: '说明' },
  ...{ expect: '预期结果', texts: '文字', orientation: '纸张方向', signatures: '签字栏', notes: '表注', whole: '表样' },
} as const;

type PartName = keyof typeof PART_NAMES_ZH;

export const PART_NAMES_EN: { readonly [name in PartName]: string } = {
  ...{ schema: 'schema', id: 'id', revision: 'revision', annex: 'annex', reporters: 'reporters', title: 'title' },
  ...{ sections: 'section', cells: 'cell', checks: 'check', opens: 'opening', print: 'print layout', tests: 'test' },
  ...{ by: 'who fills it in', layout: 'layout', rows: 'rows', columns: 'columns', type: 'type', unit: 'unit' },
  ...{ required: 'whether it is required', requiredIf: 'when it is required', min: 'least', max: 'most' },
  ...{ sum: 'how it is summed', choices: 'choices', prefill: 'prefill', tolerance: 'tolerance' },
  ...{ headings: 'headings for imports', compute: 'computation', appliesIf: 'when it applies', severity: 'severity' },
  ...{ when: 'condition', message: 'message', cell: 'cell', kind: 'kind', dueDays: 'days to mend', says: 'name' },
  ...{ expect: 'expectation', texts: 'texts', orientation: 'orientation', signatures: 'signatures', notes: 'notes' },
  whole: 'the form',
};
