# The tag of the exception that `longjmp` throws. LLVM refers to it and defines it nowhere.
	.tagtype __c_longjmp i32
	.globl __c_longjmp
__c_longjmp:
