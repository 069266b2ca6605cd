/* A body as text, one instruction a line, for people and for the golden tests. */
#include "analyzer/ir/ir.h"

#include <inttypes.h>
#include <string.h>

static const char *const operator_texts[] = {
        [IR_ADD] = "+",         [IR_SUB] = "-",  [IR_MUL] = "*", [IR_DIV] = "/",
        [IR_REM] = "%",         [IR_AND] = "&",  [IR_OR] = "|",  [IR_XOR] = "^",
        [IR_SHL] = "<<",        [IR_SHR] = ">>", [IR_NEG] = "-", [IR_NOT] = "~",
        [IR_LOGICAL_NOT] = "!", [IR_EQ] = "==",  [IR_NE] = "!=", [IR_LT] = "<",
        [IR_LE] = "<=",         [IR_GT] = ">",   [IR_GE] = ">=", [IR_NARROW] = "narrow ",
};

static void root_text(const struct ir_body *body, const struct ir_place *place,
                      const struct names *names, struct buffer *out)
{
	name_id name = place->root == IR_ROOT_LOCAL ? body->locals[place->index].name
	                                            : body->globals[place->index].name;

	if (name)
		buffer_add_string(out, names_text(names, name));
	else
		buffer_printf(out, "%%%u", place->index);
}

static const char *member_of(const struct names *names, name_id field)
{
	const char *text = names_text(names, field);
	const char *dot = strrchr(text, '.');

	return dot ? dot + 1 : text;
}

static bool is_plain_deref(const struct ir_selector *selector)
{
	return selector->kind == IR_DEREF && selector->index == 0;
}

static void index_text(int32_t index, struct buffer *out)
{
	if (index == IR_ANY)
		buffer_add_string(out, "[*]");
	else
		buffer_printf(out, "[%d]", index);
}

static void prefix_text(const struct ir_body *body, const struct ir_place *place, unsigned count,
                        const struct names *names, struct buffer *out);

/* The first `count` selectors as something that a postfix operator may follow. */
static void postfix_base_text(const struct ir_body *body, const struct ir_place *place,
                              unsigned count, const struct names *names, struct buffer *out)
{
	bool parenthesis = count && is_plain_deref(&place->selectors[count - 1]);

	if (parenthesis)
		buffer_add_char(out, '(');
	prefix_text(body, place, count, names, out);
	if (parenthesis)
		buffer_add_char(out, ')');
}

static void prefix_text(const struct ir_body *body, const struct ir_place *place, unsigned count,
                        const struct names *names, struct buffer *out)
{
	const struct ir_selector *last = count ? &place->selectors[count - 1] : NULL;

	if (!last) {
		root_text(body, place, names, out);
	} else if (is_plain_deref(last)) {
		buffer_add_char(out, '*');
		prefix_text(body, place, count - 1, names, out);
	} else if (last->kind != IR_FIELD) {
		postfix_base_text(body, place, count - 1, names, out);
		index_text(last->index, out);
	} else if (count >= 2 && is_plain_deref(&place->selectors[count - 2])) {
		postfix_base_text(body, place, count - 2, names, out);
		buffer_printf(out, "->%s", member_of(names, last->field));
	} else {
		postfix_base_text(body, place, count - 1, names, out);
		buffer_printf(out, ".%s", member_of(names, last->field));
	}
}

void ir_place_text(const struct ir_body *body, const struct ir_place *place,
                   const struct names *names, struct buffer *out)
{
	prefix_text(body, place, place->count, names, out);
	if (place->truncated)
		buffer_add_string(out, "...");
}

static void operand_text(const struct ir_body *body, const struct ir_operand *operand,
                         const struct names *names, struct buffer *out)
{
	switch (operand->kind) {
	case IR_CONST:
		buffer_printf(out, "%" PRId64, operand->value);
		break;
	case IR_ADDRESS:
		buffer_add_char(out, '&');
		/* fall through */
	case IR_LOAD:
		ir_place_text(body, &body->places[operand->ref], names, out);
		break;
	case IR_FUNCTION:
		buffer_printf(out, "&%s", names_text(names, body->functions[operand->ref].name));
		break;
	case IR_STRING:
		buffer_add_string(out, "\"\"");
		break;
	case IR_UNKNOWN:
		buffer_add_string(out, "?");
		break;
	default:
		break;
	}
}

static void call_text(const struct ir_body *body, const struct ir_instruction *call,
                      const struct names *names, struct buffer *out)
{
	if (call->function != IR_NO_FUNCTION) {
		buffer_add_string(out, names_text(names, body->functions[call->function].name));
	} else {
		buffer_add_string(out, "(*");
		operand_text(body, &call->a, names, out);
		buffer_add_char(out, ')');
	}
	buffer_add_char(out, '(');
	for (unsigned i = 0; i < call->argument_count; i++) {
		if (i)
			buffer_add_string(out, ", ");
		operand_text(body, &call->arguments[i], names, out);
	}
	buffer_add_char(out, ')');
}

static void compute_text(const struct ir_body *body, const struct ir_instruction *compute,
                         const struct names *names, struct buffer *out)
{
	const char *text = operator_texts[compute->operator];

	if (compute->b.kind == IR_NONE) {
		buffer_add_string(out, text);
		operand_text(body, &compute->a, names, out);
		return;
	}
	operand_text(body, &compute->a, names, out);
	buffer_printf(out, " %s ", text);
	operand_text(body, &compute->b, names, out);
}

static void instruction_text(const struct ir_body *body, const struct ir_instruction *instruction,
                             const struct names *names, struct buffer *out)
{
	buffer_add_char(out, '\t');
	if (instruction->opcode == IR_DECLARE)
		buffer_add_string(out, "declare ");
	if (instruction->target != IR_NO_TARGET) {
		ir_place_text(body, &body->places[instruction->target], names, out);
		if (instruction->opcode != IR_DECLARE)
			buffer_add_string(out, " = ");
	}
	switch (instruction->opcode) {
	case IR_ASSIGN:
		operand_text(body, &instruction->a, names, out);
		break;
	case IR_ZERO:
		buffer_add_string(out, "zero");
		break;
	case IR_COMPUTE:
		compute_text(body, instruction, names, out);
		break;
	case IR_CALL:
		call_text(body, instruction, names, out);
		break;
	default:
		break;
	}
	buffer_add_char(out, '\n');
}

static void switch_text(const struct ir_body *body, const struct ir_terminator *end,
                        const struct names *names, struct buffer *out)
{
	buffer_add_string(out, "switch ");
	operand_text(body, &end->a, names, out);
	for (uint32_t i = 0; i < end->case_count; i++) {
		buffer_printf(out, "\n\t\t%" PRId64, end->cases[i].low);
		if (end->cases[i].high != end->cases[i].low)
			buffer_printf(out, "...%" PRId64, end->cases[i].high);
		buffer_printf(out, ": b%u", end->targets[i]);
	}
	buffer_printf(out, "\n\t\tdefault: b%u", end->targets[end->case_count]);
}

static void terminator_text(const struct ir_body *body, const struct ir_terminator *end,
                            const struct names *names, struct buffer *out)
{
	buffer_add_char(out, '\t');
	switch (end->kind) {
	case IR_GOTO:
		buffer_printf(out, "goto b%u", end->targets[0]);
		break;
	case IR_BRANCH:
		buffer_add_string(out, "if ");
		operand_text(body, &end->a, names, out);
		buffer_printf(out, " %s ", operator_texts[end->comparison]);
		operand_text(body, &end->b, names, out);
		buffer_printf(out, " goto b%u else b%u", end->targets[0], end->targets[1]);
		break;
	case IR_SWITCH:
		switch_text(body, end, names, out);
		break;
	case IR_RETURN:
		buffer_add_string(out, end->a.kind == IR_NONE ? "return" : "return ");
		operand_text(body, &end->a, names, out);
		break;
	case IR_INDIRECT:
		buffer_add_string(out, "goto any of");
		for (uint32_t i = 0; i < end->target_count; i++)
			buffer_printf(out, " b%u", end->targets[i]);
		break;
	default:
		buffer_add_string(out, "unreachable");
		break;
	}
	buffer_add_char(out, '\n');
}

static void signature_text(const struct ir_body *body, const struct names *names,
                           struct buffer *out)
{
	buffer_add_char(out, '(');
	for (uint32_t i = 0; i < body->parameter_count; i++) {
		const struct ir_local *local = &body->locals[i];

		buffer_printf(out, "%s%s: %s", i ? ", " : "", names_text(names, local->name),
		              names_text(names, local->type.name));
	}
	if (body->is_variadic)
		buffer_add_string(out, body->parameter_count ? ", ..." : "...");
	buffer_printf(out, ") -> %s\n", names_text(names, body->result.name));
}

void ir_dump(const struct ir_body *body, const struct names *names, struct buffer *out)
{
	signature_text(body, names, out);
	for (uint32_t i = 0; i < body->block_count; i++) {
		const struct ir_block *block = &body->blocks[i];

		buffer_printf(out, "b%u:\n", i);
		for (uint32_t k = 0; k < block->instruction_count; k++)
			instruction_text(body, &block->instructions[k], names, out);
		terminator_text(body, &block->end, names, out);
	}
}
